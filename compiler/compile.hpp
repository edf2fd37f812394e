// The whole compiler: from a network to a design folder, and back to what simulation needs.
#pragma once
