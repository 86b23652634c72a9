package fr.ecluse.spi;

import fr.ecluse.spi.error.Refusal;

/** What a policy decides. */
public sealed interface Decision {

    /** The exchange goes on. */
    record Proceed() implements Decision {
        private static final Proceed INSTANCE = new Proceed();
    }

    /** The flow stops here with this answer; the policies entered before this one see it in reverse. */
    record Respond(Answer answer) implements Decision {}

    static Decision proceed() {
        return Proceed.INSTANCE;
    }

    static Decision respond(Answer answer) {
        return new Respond(answer);
    }

    /** Stops the flow with an error that the caller can read. */
    static Decision refuse(Refusal refusal) {
        return new Respond(new Answer.Refused(refusal));
    }
}
