package clearing.settlement.desk.notify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a webhook may go: to hosts that are listed, and, unless the member says so, not into private networks. The address that was looked
 * at is the one that is called, so that a name cannot mean another by then.
 */
public final class AddressGuard {
    private final Set<String> hosts;
    private final boolean privateToo;

    /**
     * @param hosts lower-case names that may be called
     * @param privateToo whether private, loopback and link-local addresses may be
     */
    public AddressGuard(List<String> hosts, boolean privateToo) {
        this.hosts = Set.copyOf(hosts);
        this.privateToo = privateToo;
    }

    /** Why a host is not called. */
    static final class Forbidden extends Exception {
        private static final long serialVersionUID = 1L;

        Forbidden(String sentence) {
            super(sentence);
        }
    }

    /** The address to call. Every address that the name has must be allowed. */
    InetAddress address(String host) throws Forbidden {
        if (!hosts.contains(host.toLowerCase(Locale.ROOT))) {
            throw new Forbidden("the host is not on the list of those that may be called");
        }
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            for (InetAddress each : all) {
                if (!privateToo && isPrivate(each)) {
                    throw new Forbidden("the host has a private address");
                }
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new Forbidden("the host has no address");
        }
    }

    static boolean isPrivate(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (bytes.length == 4) {
            boolean shared = first == 100 && second >= 64 && second < 128;
            boolean assigned = first == 192 && second == 0 && bytes[2] == 0;
            boolean measured = first == 198 && (second == 18 || second == 19);
            return first == 0 || first >= 240 || shared || assigned || measured;
        }
        boolean unique = (first & 0xFE) == 0xFC;
        boolean mapsIpv4 = first == 0x00 && bytes[10] == (byte) 0xFF && bytes[11] == (byte) 0xFF;
        boolean translates = first == 0x00 && second == 0x64 || first == 0x20 && second == 0x02;
        return unique || mapsIpv4 || translates;
    }
}
