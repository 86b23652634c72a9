package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of a script at their pace. Events that are due together go out in one write; while the client does
 * not take what was sent, nothing more is made. Belongs to the event loop of the request.
 */
final class EventPump {
    private static final int USUAL_EVENT_BYTES = 384;
    private static final int MAX_WRITE_BYTES = 16 * 1024;

    private final Reply reply;
    private final EventScript script;
    private final Pace pace;
    private final int cutAfter;
    private final @Nullable Integer chunkBytes;
    private int sent;

    /**
     * @param cutAfter number of events after which the connection breaks; more than there are, and it never does
     * @param chunkBytes size of the pieces in which the stream is written, or null to write whole events
     */
    EventPump(Reply reply, EventScript script, Pace pace, int cutAfter, @Nullable Integer chunkBytes) {
        this.reply = reply;
        this.script = script;
        this.pace = pace;
        this.cutAfter = cutAfter;
        this.chunkBytes = chunkBytes;
    }

    /**
     * Begins; returns at once.
     *
     * @param headFirst whether the response's head goes out now, rather than with the first event
     */
    void start(boolean headFirst) {
        if (headFirst) {
            reply.beginStream();
            reply.write(Buffer.buffer(), 0);
        }
        reply.at(pace.dueNanos(0), () -> {
            if (cutAfter == 0) {
                reply.breakOff();
                return;
            }
            if (!headFirst) {
                reply.beginStream();
            }
            run();
        });
    }

    private void run() {
        if (reply.isOver() || reply.awaitDrain(this::run)) {
            return;
        }
        Buffer pending = Buffer.buffer(USUAL_EVENT_BYTES);
        while (script.hasNext()) {
            long due = pace.dueNanos(script.nextTurn());
            if (due > reply.elapsedNanos()) {
                write(pending);
                pending = Buffer.buffer(USUAL_EVENT_BYTES);
                if (reply.awaitTime(due, this::run)) {
                    return;
                }
            }
            if (pending.length() >= MAX_WRITE_BYTES) {
                write(pending);
                pending = Buffer.buffer(MAX_WRITE_BYTES);
                if (reply.awaitDrain(this::run)) {
                    return;
                }
            }
            script.appendNext(pending);
            sent++;
            if (sent == cutAfter) {
                reply.breakStream(pending, sent);
                return;
            }
        }
        end(pending);
    }

    private void end(Buffer pending) {
        if (chunkBytes == null) {
            reply.endStream(pending, sent);
        } else {
            write(pending);
            reply.endStream(Buffer.buffer(), sent);
        }
    }

    private void write(Buffer pending) {
        int length = pending.length();
        int step = chunkBytes == null ? Math.max(1, length) : chunkBytes;
        for (int from = 0; from < length; from += step) {
            reply.write(pending.slice(from, Math.min(length, from + step)), sent);
        }
    }
}
