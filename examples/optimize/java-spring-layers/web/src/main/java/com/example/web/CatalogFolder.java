package com.example.web;

import com.example.catalog.Catalog;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CatalogFolder {
  @Bean
  Catalog catalog(@Value("${nursery.plants}") Path folder) {
    return new Catalog(folder);
  }
}
