package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Subject;

/** Knows one kind of credential, such as API keys or the tokens of an issuer. Thread-safe. */
interface Authenticator {

    /**
     * Says whose credential this is.
     *
     * @throws InterruptedException if the thread is interrupted while somebody else is asked
     */
    Answer authenticate(Credential credential) throws InterruptedException;

    /** What an authenticator can say. */
    sealed interface Answer {

        /** The credential is not of the kind that this authenticator knows: the next one is asked. */
        record NotMine() implements Answer {}

        /**
         * The credential is good.
         *
         * @param grant what for
         */
        record Known(Subject subject, Grant grant) implements Answer {

            /** It is good for everything. */
            Known(Subject subject) {
                this(subject, Grant.unlimited());
            }
        }

        /**
         * The credential is of this authenticator's kind, and it is no good or cannot be told now: nobody else is
         * asked.
         */
        record Rejected(Problem problem) implements Answer {}
    }
}
