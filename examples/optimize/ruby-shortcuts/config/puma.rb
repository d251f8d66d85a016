port ENV.fetch('PORT', 8080)
threads 1, 4
environment ENV.fetch('RACK_ENV', 'production')
