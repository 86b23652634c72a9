package fr.ecluse.runtime.gateway;

import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.StepName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The ledger of one exchange, written by the runtime as steps end. */
public final class RunningLedger implements Ledger {

    private final List<Entry> entries = new ArrayList<>(8);

    /** Notes a step; only {@code policy:} does. */
    public void add(StepName step, Verdict verdict, int revision, Duration took) {
        entries.add(new Entry(step, verdict, revision, took));
    }

    @Override
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }
}
