package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.BuiltinContext;
import fr.ecluse.spi.BuiltinFactory;

/** Makes the {@code keys} builtin, {@code /v1/keys}. */
public final class KeysBuiltinFactory implements BuiltinFactory<KeysOptions> {

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public Class<KeysOptions> configType() {
        return KeysOptions.class;
    }

    @Override
    public Builtin create(KeysOptions config, BuiltinContext context) {
        return new OwnKeys(KeyStore.of(context), config, context.clock());
    }
}
