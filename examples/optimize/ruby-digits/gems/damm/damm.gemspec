Gem::Specification.new do |spec|
  spec.name = 'damm'
  spec.version = '1.0.0'
  spec.summary = 'Check digits by the Damm scheme, counted in C'
  spec.authors = ['The digits example']
  spec.license = 'MIT'
  spec.files = Dir['lib/**/*.rb', 'ext/**/*.{c,rb}']
  spec.extensions = ['ext/damm/extconf.rb']
  spec.required_ruby_version = '>= 3.0'
end
