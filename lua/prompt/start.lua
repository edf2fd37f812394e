-- What every script and the prompt find without a require, as in th.
require 'torch'
require 'sys'
require 'xlua'
require 'prompt.print'
