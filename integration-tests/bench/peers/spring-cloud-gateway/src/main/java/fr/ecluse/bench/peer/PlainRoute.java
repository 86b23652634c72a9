package fr.ecluse.bench.peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway with the one route of its configuration and nothing else. */
@SpringBootApplication
public class PlainRoute {

    public static void main(String[] args) {
        SpringApplication.run(PlainRoute.class, args);
    }
}
