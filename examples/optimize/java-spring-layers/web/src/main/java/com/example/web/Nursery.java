package com.example.web;

import com.example.catalog.Catalog;
import com.example.catalog.Plant;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Nursery {
  private final Catalog catalog;

  public Nursery(Catalog catalog) {
    this.catalog = catalog;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Nursery.class, arguments);
  }

  @GetMapping("/")
  public String greeting() {
    return "The nursery has " + catalog.plants().size() + " plants\n";
  }

  @GetMapping("/plants")
  public List<Plant> plants() {
    return catalog.plants();
  }
}
