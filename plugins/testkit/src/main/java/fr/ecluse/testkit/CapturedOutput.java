package fr.ecluse.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Everything that is printed and logged, at any level, while this is open: the standard streams, and what reaches the
 * root logger of {@code java.util.logging} or of the log manager in its place. Changes the whole JVM, so one at a time.
 */
public final class CapturedOutput implements AutoCloseable {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = LogManager.getLogManager().getLogger("");
    private final Level level = root.getLevel();
    private final Handler handler = new CapturingHandler();

    private CapturedOutput() {
        System.setOut(capture);
        System.setErr(capture);
        root.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    /** Begins to capture. */
    public static CapturedOutput start() {
        return new CapturedOutput();
    }

    /** What was captured so far. */
    public String text() {
        capture.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        root.setLevel(level);
        System.setErr(err);
        System.setOut(out);
    }

    private final class CapturingHandler extends Handler {

        private final SimpleFormatter formatter = new SimpleFormatter();

        private CapturingHandler() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            StringWriter line = new StringWriter();
            line.append(record.getLoggerName()).append(' ').append(formatter.formatMessage(record));
            if (record.getThrown() != null) {
                line.append('\n');
                record.getThrown().printStackTrace(new PrintWriter(line));
            }
            capture.println(line);
        }

        @Override
        public void flush() {
            capture.flush();
        }

        @Override
        public void close() {
            // the stream belongs to the one around
        }
    }
}
