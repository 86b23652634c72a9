package fr.ecluse.plugin.metering;

import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.Ledger.Verdict;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.Usage;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.Subjects;
import java.time.Duration;
import java.util.Optional;

/** Exchanges to put on record. */
final class Exchanges {

    static final String PERSON = "marie.durand@interieur.example";

    static final Target MODEL = new Target("model", "chat-standard", Optional.of("sim-1"), Optional.of("lab"));

    private Exchanges() {}

    /** An exchange about which everything is known that a record can hold. */
    static FakeExchange whole() {
        FakeExchange exchange = FakeExchange.chat()
                .subject(Subjects.of(Subject.Type.USER, PERSON, Sensitivity.DR))
                .target(MODEL)
                .level(Sensitivity.DR)
                .category("person")
                .category("iban")
                .usage(new Usage(120, 34, 100, 8))
                .build();
        exchange.entered(entry("identity", Verdict.PROCEED));
        exchange.entered(entry("dlp@detect", Verdict.FAILED_OPEN));
        return exchange;
    }

    private static Ledger.Entry entry(String step, Verdict verdict) {
        return new Ledger.Entry(StepName.parse(step), verdict, 0, Duration.ofNanos(1_000));
    }
}
