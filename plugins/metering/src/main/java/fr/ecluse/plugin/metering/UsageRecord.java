package fr.ecluse.plugin.metering;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Pseudonyms;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.Usage;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.json.JsonLine;
import java.time.InstantSource;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The line of an exchange in the usage ledger; the README says what each field means and which are personal. It holds
 * no text of requests and answers, and a subject only as its pseudonym. Thread-safe.
 */
final class UsageRecord {

    private static final int VERSION = 1;

    private final Pseudonyms pseudonyms;
    private final InstantSource clock;

    UsageRecord(Pseudonyms pseudonyms, InstantSource clock) {
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** The line, line feed included. */
    byte[] of(Exchange exchange, Outcome outcome, boolean streamed) {
        JsonLine line = new JsonLine()
                .number("v", VERSION)
                .text("id", exchange.id())
                .text("time", clock.instant().toString())
                .text("api", exchange.operation().api())
                .text("operation", exchange.operation().id());
        exchange.subject().ifPresent(subject -> subject(line, subject));
        exchange.target().ifPresent(target -> target(line, target));
        line.text("level", exchange.level().word());
        line.texts("categories", new TreeSet<>(exchange.categories()));
        exchange.usage().ifPresent(usage -> tokens(line, usage));
        if (streamed) {
            line.begin("produced")
                    .number("events", outcome.events())
                    .number("bytes", outcome.bytes())
                    .end();
        }
        line.number("status", outcome.status());
        line.text("result", outcome.result().name().toLowerCase(Locale.ROOT));
        line.text("error", outcome.error().map(ErrorCode::code));
        durations(line, outcome);
        steps(line, exchange.ledger());
        return line.toBytes();
    }

    private void subject(JsonLine line, Subject subject) {
        line.text("tenant", subject.tenant())
                .text("subject", pseudonyms.of(subject.tenant(), subject.id()))
                .text("app", subject.app());
    }

    private static void target(JsonLine line, Target target) {
        line.text(target.kind(), target.name())
                .text("deployment", target.deployment())
                .text("zone", target.zone());
    }

    private static void tokens(JsonLine line, Usage usage) {
        line.begin("tokens")
                .number("in", usage.inputTokens())
                .number("out", usage.outputTokens())
                .number("cached", usage.cachedTokens())
                .number("reasoning", usage.reasoningTokens())
                .end();
    }

    private static void durations(JsonLine line, Outcome outcome) {
        line.begin("ms").millis("total", outcome.total());
        outcome.firstByte().ifPresent(firstByte -> line.millis("first_byte", firstByte));
        line.millis("upstream", outcome.upstream())
                .millis("overhead", outcome.overhead())
                .end();
    }

    private static void steps(JsonLine line, Ledger ledger) {
        line.begin("steps");
        for (Ledger.Entry entry : ledger.entries()) {
            line.text(entry.step().toString(), entry.decision().name().toLowerCase(Locale.ROOT));
        }
        line.end();
    }
}
