require_relative 'lib/shortcuts/app'

run Shortcuts::App
