package clearing.client.profile;

import java.nio.file.Path;

/**
 * One peer that serves the gateway and deliver protocols.
 *
 * @param address    {@code host:port}
 * @param serverName name that the peer's TLS certificate must carry
 * @param tlsCa      PEM file with the TLS roots to trust for this peer
 * @param member     MSP id of the organisation that runs the peer
 */
public record GatewayAddress(String address, String serverName, Path tlsCa, String member) {
    /** The host part of the address. */
    public String host() {
        return address.substring(0, address.lastIndexOf(':'));
    }

    /** The port part of the address. */
    public int port() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
