package fr.ecluse.simulator;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The real embedding model all-MiniLM-L6-v2, quantized, 384 dimensions, normalised vectors. It is loaded when it is
 * first asked, in the one thread that also computes, so that a start does not wait for it. Safe for use by several
 * threads.
 */
final class EmbeddingEngine implements AutoCloseable {
    static final int DIMENSIONS = 384;

    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("embeddings").daemon().factory());
    /** Only touched by the worker. */
    private @Nullable EmbeddingModel model;

    /** The vectors of these texts, in their order; none may be blank. */
    CompletableFuture<List<float[]>> embed(List<String> texts) {
        return CompletableFuture.supplyAsync(() -> compute(texts), worker);
    }

    private List<float[]> compute(List<String> texts) {
        if (model == null) {
            // The executor runs a batch's parts in the calling thread: one core is enough for a simulator.
            model = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
        }
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        return model.embedAll(segments).content().stream()
                .map(Embedding::vector)
                .toList();
    }

    /** Stops the worker; embeddings still waiting never complete. */
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
