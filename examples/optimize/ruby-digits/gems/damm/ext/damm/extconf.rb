require 'mkmf'

create_makefile('damm/damm')
