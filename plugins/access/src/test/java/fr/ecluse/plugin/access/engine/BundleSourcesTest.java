package fr.ecluse.plugin.access.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Where bundles come from")
class BundleSourcesTest {

    @TempDir
    private Path folder;

    @Test
    void aFileGivesItsBundleOnceUntilItChanges() throws Exception {
        RulesFolder rules = new RulesFolder(folder.resolve("rules"));
        Path file = folder.resolve("bundle.tar.gz");
        RulesFolder.put(file, RulesFolder.archive());
        BundleSource source = new BundleFile(file);

        assertThat(source.next().orElseThrow()).containsKeys(".manifest", "data.json", "policy.wasm");
        assertThat(source.next()).isEmpty();
        RulesFolder.put(file, rules.revision("other").pack());
        assertThat(Bundle.of(source.next().orElseThrow()).revision()).isEqualTo("other");
    }

    @Test
    void aFolderGivesItsBundleOnceUntilItChanges() throws Exception {
        RulesFolder rules = new RulesFolder(folder.resolve("rules"));
        BundleSource source = rules.source();

        assertThat(source.next()).isPresent();
        assertThat(source.next()).isEmpty();
        rules.revision("other");
        assertThat(Bundle.of(source.next().orElseThrow()).revision()).isEqualTo("other");
        rules.delete("data.json");
        assertThatThrownBy(() -> Bundle.of(source.next().orElseThrow()))
                .isInstanceOf(BadBundleException.class)
                .hasMessageContaining("data.json");
    }

    /** Seen where a change can be hidden: the file system of an archive does not note when it changed a file. */
    @Test
    void aFileThatDidNotChangeIsNotReadAgain() throws Exception {
        URI archive = URI.create("jar:" + folder.resolve("files.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path file = Files.write(files.getPath("bundle.tar.gz"), RulesFolder.archive());
            age(file);
            BundleSource source = new BundleFile(file);
            assertThat(source.next()).isPresent();

            Files.write(file, new byte[RulesFolder.archive().length]);
            age(file);

            assertThat(source.next()).as("it would be no bundle").isEmpty();
        }
    }

    @Test
    void aFileOfTheSameSizeAndDateIsAnotherOne() throws Exception {
        RulesFolder rules = new RulesFolder(folder.resolve("rules")).revision("first");
        Path manifest = rules.path().resolve(".manifest");
        age(rules.path().resolve("data.json"), rules.path().resolve("policy.wasm"), manifest);
        BundleSource source = rules.source();
        assertThat(source.next()).isPresent();

        rules.revision("other");
        age(manifest);

        assertThat(Bundle.of(source.next().orElseThrow()).revision()).isEqualTo("other");
    }

    @Test
    void aFileThatChangedInTheMomentItWasReadIsReadAgain() throws Exception {
        RulesFolder rules = new RulesFolder(folder.resolve("rules")).revision("first");
        Path manifest = rules.path().resolve(".manifest");
        BundleSource source = rules.source();
        assertThat(source.next()).isPresent();
        FileTime date = Files.getLastModifiedTime(manifest);

        byte[] other = new String(Files.readAllBytes(manifest), StandardCharsets.UTF_8)
                .replace("first", "other")
                .getBytes(StandardCharsets.UTF_8);
        Files.write(manifest, other);
        Files.setLastModifiedTime(manifest, date);

        assertThat(Bundle.of(source.next().orElseThrow()).revision()).isEqualTo("other");
    }

    private static void age(Path... files) throws IOException {
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        }
    }

    @Test
    void theDeliveredBundleNeverChanges() throws Exception {
        BundleSource source = new DeliveredBundle();

        assertThat(Bundle.of(source.next().orElseThrow()).revision()).isNotEmpty();
        assertThat(source.next()).isEmpty();
    }

    @Test
    void aWebServerIsAskedWithItsETag() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bundle", exchange -> answer(exchange, asked));
        server.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            BundleSource source = new BundleUrl(client, base.resolve("/bundle"));

            assertThat(source.next()).isPresent();
            assertThat(source.next()).isEmpty();
            assertThat(asked).containsExactly("nothing", "\"v1\"");
            BundleSource broken = new BundleUrl(client, base.resolve("/broken"));
            assertThatThrownBy(broken::next).isInstanceOf(IOException.class).hasMessageContaining("500");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, List<String> asked) throws IOException {
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        asked.add(known == null ? "nothing" : known);
        exchange.getResponseHeaders().set("ETag", "\"v1\"");
        if ("\"v1\"".equals(known)) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] bundle = RulesFolder.archive();
            exchange.sendResponseHeaders(200, bundle.length);
            exchange.getResponseBody().write(bundle);
        }
        exchange.close();
    }

    @Test
    void whatIsNoArchiveIsNoBundle() throws Exception {
        Path file = Files.writeString(folder.resolve("bundle.tar.gz"), "nothing");
        assertThatThrownBy(() -> new BundleFile(file).next()).isInstanceOf(BadBundleException.class);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("no tar".repeat(1_000).getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> BundleArchive.unpack(bytes.toByteArray())).isInstanceOf(BadBundleException.class);
    }
}
