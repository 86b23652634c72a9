package fr.ecluse.acceptance.clients;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes what LangChain4j streams. Written by the library's thread, read by the test's. */
final class CollectedAnswer implements StreamingChatResponseHandler {

    private static final int LIMIT_SECONDS = 20;

    private final List<String> pieces = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String piece) {
        pieces.add(piece);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        whole.complete(response);
    }

    @Override
    public void onError(Throwable error) {
        whole.completeExceptionally(error);
    }

    /** What came, piece by piece. */
    List<String> pieces() {
        return List.copyOf(pieces);
    }

    /**
     * Waits for the end.
     *
     * @throws AssertionError if the stream fails, or does not end
     */
    ChatResponse await() throws InterruptedException {
        try {
            return whole.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the stream failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the stream does not end", e);
        }
    }
}
