package fr.ecluse.plugin.access.engine;

import java.util.concurrent.Callable;

/** How an evaluation is run that an interrupt would break. An interrupt may come after it instead. */
@FunctionalInterface
public interface Shield {

    /** For threads that nobody interrupts but to end them. */
    Shield NONE = Callable::call;

    /** Runs it, on the thread that calls. */
    byte[] run(Callable<byte[]> evaluation) throws Exception;
}
