package fr.ecluse.spi;

/**
 * A file of records, one JSON object a line, such as the usage ledger. Lines that cannot be written are lost, counted in
 * {@code ecluse_journal_records_lost} and told in the log; they disturb no exchange. Thread-safe.
 */
public interface Journal extends AutoCloseable {

    /**
     * Queues a line, and waits while too many are queued.
     *
     * @param line with its line feed; given away
     * @throws InterruptedException if the caller may wait no longer; the line is lost, and counted
     */
    void append(byte[] line) throws InterruptedException;

    /** Ends this user's share; the file closes after the last one. */
    @Override
    void close();
}
