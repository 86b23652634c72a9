package fr.ecluse.testkit;

import fr.ecluse.spi.Ledger;
import java.util.ArrayList;
import java.util.List;

/** A ledger that a test, or the harness, writes. */
final class FakeLedger implements Ledger {

    private final List<Entry> entries = new ArrayList<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    @Override
    public List<Entry> entries() {
        return List.copyOf(entries);
    }
}
