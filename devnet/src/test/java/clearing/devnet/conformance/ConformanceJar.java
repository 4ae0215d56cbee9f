package clearing.devnet.conformance;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The suite's chaincode as {@code scripts/network} wants it: a jar that runs, with its libraries beside it. */
final class ConformanceJar {

    private static final List<Class<?>> ENTRY_POINTS = List.of(
            ConformanceMain.class, ConformanceChaincode.class, ChaincodeServers.class, ChaincodeServers.Tls.class);

    private ConformanceJar() {}

    /** Makes the jar in a folder, with links to the libraries of this test's class path. */
    static Path in(Path folder) throws IOException {
        var libraries = Files.createDirectories(folder.resolve("lib"));
        var names = new LinkedHashMap<String, Path>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var file = Path.of(entry).toAbsolutePath();
            if (entry.endsWith(".jar") && Files.isRegularFile(file)) {
                names.putIfAbsent(file.getFileName().toString(), file);
            }
        }
        for (var library : names.entrySet()) {
            Files.createSymbolicLink(libraries.resolve(library.getKey()), library.getValue());
        }
        var jar = folder.resolve("conformance.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest(names))) {
            for (var type : ENTRY_POINTS) {
                var name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (var bytes = bytesOf(type, name)) {
                    bytes.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    private static InputStream bytesOf(Class<?> type, String name) throws IOException {
        var bytes = type.getClassLoader().getResourceAsStream(name);
        if (bytes == null) {
            throw new IOException("the class file " + name + " is not on the class path");
        }
        return bytes;
    }

    private static Manifest manifest(Map<String, Path> libraries) {
        var classPath = new ArrayList<String>();
        libraries.keySet().forEach(name -> classPath.add("lib/" + name));
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, ConformanceMain.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
        attributes.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
        attributes.put(new Attributes.Name("Chaincode-Server-TLS"), "true");
        return manifest;
    }
}
