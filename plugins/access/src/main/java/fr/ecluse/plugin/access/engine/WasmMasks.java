package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.log.MaskRules;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.wasm.OpaInstance;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The mask rules of a bundle, in an instance of their own, which is made when the first event is there. */
final class WasmMasks implements MaskRules {

    private final Supplier<OpaInstance> instances;
    private @Nullable OpaInstance instance;

    /**
     * @param instances makes instances of the bundle
     */
    WasmMasks(Supplier<OpaInstance> instances) {
        this.instances = instances;
    }

    @Override
    public synchronized Optional<String> ask(String event) throws NoDecisionException {
        OpaInstance asked = instance == null ? instances.get() : instance;
        instance = null; // one that fails may be half way through an answer
        byte[] answer = asked.evaluate(ENTRYPOINT, event.getBytes(StandardCharsets.UTF_8));
        instance = asked;
        return ResultSet.read(answer, "").map(Rules.Result::json);
    }
}
