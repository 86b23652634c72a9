package fr.ecluse.simulator;

import java.util.concurrent.atomic.AtomicLong;

/** Echoes and fails in turn: the first request is answered, the second fails, and so on. */
final class FlakyBehaviour implements ModelBehaviour {
    private final AtomicLong requests = new AtomicLong();

    @Override
    public Reaction next() {
        return requests.getAndIncrement() % 2 == 0
                ? new Reaction.Answer(new EchoSource(), Pace.IMMEDIATE)
                : new Reaction.Refusal(ApiError.server());
    }

    /** Makes the next request the first one. */
    void restart() {
        requests.set(0);
    }
}
