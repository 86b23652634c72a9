package fr.ecluse.rules;

import fr.ecluse.plugin.access.wasm.OpaInstance;
import fr.ecluse.plugin.access.wasm.OpaModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's engine: OPA's Wasm, compiled to byte code of this JVM. */
final class WasmEngine implements Engine {

    private static final JsonMapper JSON = new JsonMapper();

    private final OpaInstance rules;

    private WasmEngine(OpaInstance rules) {
        this.rules = rules;
    }

    static WasmEngine load(Bundle bundle) {
        return new WasmEngine(OpaModule.compile(bundle.wasm()).instance(bundle.data()));
    }

    @Override
    public JsonNode evaluate(String rule, JsonNode input) {
        return JSON.readTree(rules.evaluate(rule, JSON.writeValueAsBytes(input)))
                .path(0)
                .path("result");
    }

    @Override
    public void close() {
        // It holds memory only.
    }
}
