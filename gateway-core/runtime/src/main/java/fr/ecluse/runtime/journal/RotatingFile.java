package fr.ecluse.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines that is put aside under a name with the date when it has grown to its size: {@code usage.jsonl}
 * becomes {@code usage-20260131T235959Z.jsonl}. What cannot be written whole is not written at all. Used by one thread.
 */
final class RotatingFile implements LineSink {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Logger LOG = LoggerFactory.getLogger(RotatingFile.class);

    private static final int BLOCK = 8 * 1024;

    private final Path path;
    private final long maxSize;
    private final InstantSource clock;
    private FileChannel channel;
    private long size;

    private RotatingFile(Path path, long maxSize, InstantSource clock) throws IOException {
        this.path = path;
        this.maxSize = maxSize;
        this.clock = clock;
        this.channel = channel();
        this.size = channel.size();
    }

    /**
     * Opens a file for lines after those that it has; makes it, and its folder, if need be. A last line that a crash cut
     * short is dropped: no reader could take it, and it must not swallow the next one.
     *
     * @param maxSize in bytes
     */
    static RotatingFile open(Path path, long maxSize, InstantSource clock) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        RotatingFile file = new RotatingFile(path, maxSize, clock);
        long whole = endOfLastLine(path);
        if (whole < file.size) {
            LOG.warn("dropped {} bytes of a line cut short at the end of {}", file.size - whole, path);
            file.channel.truncate(whole);
            file.size = whole;
        }
        return file;
    }

    /** The length of the whole lines of a file, in bytes. */
    private static long endOfLastLine(Path path) throws IOException {
        try (FileChannel reader = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long end = reader.size(); end > 0; end -= block.limit()) {
                block.clear().limit((int) Math.min(BLOCK, end));
                for (long from = end - block.limit(); block.hasRemaining(); ) {
                    reader.read(block, from + block.position());
                }
                for (int i = block.limit() - 1; i >= 0; i--) {
                    if (block.get(i) == '\n') {
                        return end - block.limit() + i + 1;
                    }
                }
            }
            return 0;
        }
    }

    @Override
    public void append(byte[] lines) throws IOException {
        if (!channel.isOpen()) {
            reopen();
        }
        if (size > 0 && size + lines.length > maxSize) {
            rotate();
        }
        write(lines);
    }

    private void write(byte[] lines) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(lines);
        try {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            size += lines.length;
        } catch (IOException e) {
            dropHalfLines(e);
            throw e;
        }
    }

    private void dropHalfLines(IOException cause) {
        try {
            if (channel.isOpen()) {
                channel.truncate(size);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void rotate() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(path, aside());
        reopen();
    }

    private Path aside() {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 1 ? name : name.substring(0, dot);
        String extension = dot < 1 ? "" : name.substring(dot);
        String dated = stem + "-" + DATE.format(clock.instant());
        Path aside = path.resolveSibling(dated + extension);
        for (int n = 2; Files.exists(aside); n++) {
            aside = path.resolveSibling(dated + "-" + n + extension);
        }
        return aside;
    }

    private void reopen() throws IOException {
        channel = channel();
        size = channel.size();
    }

    private FileChannel channel() throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.force(true);
            channel.close();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
