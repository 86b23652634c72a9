package fr.ecluse.plugin.access.wasm;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Rules with their data, which answer one question at a time; see <a
 * href="https://www.openpolicyagent.org/docs/wasm#abis">OPA's description</a> of what they export. Used by one thread at a
 * time. After an exception it may be half way through an answer, and must not be used again.
 */
public final class OpaInstance {

    private static final int ABI_VERSION = 1;
    /** The first that evaluates in one call. */
    private static final int LEAST_MINOR_VERSION = 2;

    private static final long RESERVED = 0;
    private static final long AS_JSON = 0;

    private final Instance instance;
    private final LinearMemory memory;
    private final ExportFunction evaluation;
    private final Map<String, Integer> entrypoints;
    private final int data;
    /** Where the memory ends that lasts: each question begins here, over the one before. */
    private final int base;

    OpaInstance(Instance instance, LinearMemory memory, byte[] data) {
        this.instance = instance;
        this.memory = memory;
        if (global("opa_wasm_abi_version") != ABI_VERSION
                || global("opa_wasm_abi_minor_version") < LEAST_MINOR_VERSION) {
            throw new IllegalArgumentException("the module has another version of OPA's ABI");
        }
        Set<String> builtins = object("builtins").members().keySet();
        if (!builtins.isEmpty()) {
            throw new IllegalArgumentException(
                    "the module needs built-in functions that nothing here has: " + builtins);
        }
        this.entrypoints = numbers(object("entrypoints"));
        evaluation = instance.export("opa_eval");
        this.data = parse(data);
        base = call("opa_heap_ptr_get");
    }

    /** The rules that the module was compiled for, as paths in OPA's documents. */
    public Set<String> entrypoints() {
        return entrypoints.keySet();
    }

    /**
     * Evaluates.
     *
     * @param entrypoint one of {@link #entrypoints()}
     * @param input as JSON in UTF-8
     * @return a JSON array: empty if the rule is undefined, else with one object, whose {@code result} is the rule's value
     * @throws IllegalArgumentException if the module has no such entrypoint; the instance is none the worse
     * @throws RuntimeException if the evaluation failed, or the thread was interrupted, which it still is then
     */
    public byte[] evaluate(String entrypoint, byte[] input) {
        Integer number = entrypoints.get(entrypoint);
        if (number == null) {
            throw new IllegalArgumentException("the module has no entrypoint " + entrypoint);
        }
        memory.reserve(base, input.length);
        memory.write(base, input);
        long heap = (long) base + input.length;
        return memory.untilZero((int) evaluation.apply(RESERVED, number, data, base, input.length, heap, AS_JSON)[0]);
    }

    private int parse(byte[] json) {
        int text = call("opa_malloc", json.length);
        memory.write(text, json);
        int value = call("opa_json_parse", text, json.length);
        if (value == 0) {
            throw new IllegalArgumentException("the module cannot read its data");
        }
        return value;
    }

    private JsonObject object(String export) {
        try {
            byte[] json = memory.untilZero(call("opa_json_dump", call(export)));
            if (JsonDocument.parse(json).root() instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJsonException e) {
            // told below
        }
        throw new IllegalArgumentException("the module does not tell its " + export);
    }

    private static Map<String, Integer> numbers(JsonObject object) {
        Map<String, Integer> numbers = new HashMap<>();
        object.members().keySet().forEach(name -> numbers.put(name, (int) object.count(name)));
        return Map.copyOf(numbers);
    }

    private long global(String name) {
        return instance.exports().global(name).getValue();
    }

    private int call(String export, long... arguments) {
        return (int) instance.export(export).apply(arguments)[0];
    }
}
