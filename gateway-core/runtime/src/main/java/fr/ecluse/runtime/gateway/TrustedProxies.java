package fr.ecluse.runtime.gateway;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Networks whose word about the caller's address is believed. Immutable. */
final class TrustedProxies {

    private record Network(byte[] address, int prefix) {

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Reads networks in CIDR form, or single addresses.
     *
     * @throws IllegalArgumentException if one is neither
     */
    static TrustedProxies of(List<String> cidrs) {
        List<Network> networks = new ArrayList<>();
        for (String cidr : cidrs) {
            int slash = cidr.indexOf('/');
            byte[] address = address(slash < 0 ? cidr : cidr.substring(0, slash));
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("not a network: '" + cidr + "'");
            }
            networks.add(new Network(address, bits));
        }
        return new TrustedProxies(List.copyOf(networks));
    }

    boolean isEmpty() {
        return networks.isEmpty();
    }

    boolean trust(String address) {
        return isAddress(address) && networks.stream().anyMatch(network -> network.contains(address(address)));
    }

    /** Whether a text is an IP address. */
    static boolean isAddress(String text) {
        try {
            return address(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] address(String literal) {
        return InetAddress.ofLiteral(literal).getAddress(); // never asks the network for a name
    }
}
