package fr.ecluse.spi.stream;

import fr.ecluse.spi.error.Refusal;

/** Where a filter hands on what may pass. Valid during the call it was given to. */
public interface StreamOutput {

    void emit(StreamEvent event);

    /** Ends the stream with an error event; nothing that is emitted after it passes. */
    void abort(Refusal refusal);
}
