package fr.ecluse.acceptance.extension;

import fr.ecluse.acceptance.support.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the delivered flows or contracts, in which a test does what the guide says. */
final class GuideFolder {

    private final Path folder;

    private GuideFolder(Path folder) {
        this.folder = folder;
    }

    static GuideFolder copyOf(Path delivered, Checkout checkout) throws IOException {
        Path folder = checkout.newFolder(delivered.getFileName() + "-of-the-guide");
        try (Stream<Path> files =
                Files.list(delivered).filter(file -> file.toString().endsWith(".yaml"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return new GuideFolder(folder);
    }

    Path path() {
        return folder;
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /** Writes a file, anew if it is there. */
    GuideFolder write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        return this;
    }
}
