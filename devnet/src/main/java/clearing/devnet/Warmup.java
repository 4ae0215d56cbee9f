package clearing.devnet;

import clearing.devnet.identity.P256;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what a start needs late (some thousand classes and a native library) beside what it does first. */
final class Warmup {
    private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);

    private Warmup() {}

    /** Begins on threads of its own, which nobody has to wait for. */
    static void begin() {
        Thread.ofPlatform().daemon().name("server-warmup").start(Warmup::loadServers);
        Thread.ofPlatform().daemon().name("curve-warmup").start(P256::load);
    }

    private static void loadServers() {
        try {
            boolean nativeTls = OpenSsl.isAvailable();
            var server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .build()
                    .start();
            server.shutdownNow();
            LOG.debug("servers are loaded, native TLS {}", nativeTls);
        } catch (IOException e) {
            LOG.debug("servers could not be loaded ahead", e);
        }
    }
}
