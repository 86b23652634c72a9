package fr.ecluse.blackbox;

import fr.ecluse.acceptance.support.ApiClient;
import java.util.regex.Pattern;

/**
 * A counter among the gateway's metrics.
 *
 * @param name as Prometheus has it
 * @param management a client of the management port
 */
record Meter(String name, ApiClient management) {

    /** How often it was counted with this label, whatever its other labels are. */
    double count(String label, String value) {
        return Pattern.compile("(?m)^" + name + "\\{[^}]*" + label + "=\"" + value + "\"[^}]*} ([0-9.E]+)$")
                .matcher(management.get("/q/metrics").text())
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }
}
