package clearing.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A small XML subtree, such as one entry of a statement. Namespaces were checked when it was read. */
final class Node {
    final String name;
    final Location location;
    final List<Node> children = new ArrayList<>(2);
    /** Text of the element itself, blanks collapsed. */
    String text = "";
    /** The attribute {@code Ccy}, the only one that statements use, or empty. */
    String currency = "";

    Node(String name, Location location) {
        this.name = name;
        this.location = location;
    }

    /** The first descendant along a path such as {@code Refs/EndToEndId}. */
    Optional<Node> find(String path) {
        List<Node> found = all(path);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    /** All descendants along a path, through every element of a name that repeats. */
    List<Node> all(String path) {
        List<Node> level = List.of(this);
        for (String step : path.split("/", -1)) {
            List<Node> next = new ArrayList<>();
            for (Node each : level) {
                for (Node child : each.children) {
                    if (child.name.equals(step)) {
                        next.add(child);
                    }
                }
            }
            level = next;
        }
        return level;
    }

    /** The one child of a name; a second one is a problem. */
    Optional<Node> only(String child) {
        List<Node> found = all(child);
        if (found.size() > 1) {
            throw new BooksException(
                    ProblemCode.FIELD_DUPLICATE,
                    found.get(1).location,
                    name + "/" + child,
                    "There is more than one " + child + " in " + name + ".");
        }
        return found.stream().findFirst();
    }

    /** Text along a path, or empty. */
    String textAt(String path) {
        return find(path).map(n -> n.text).orElse("");
    }

    /** The one child of a name, or the problem that it is absent. */
    Node require(String child) {
        return only(child)
                .orElseThrow(() -> new BooksException(
                        ProblemCode.FIELD_MISSING, location, name + "/" + child, name + " has no " + child + "."));
    }

    /** The first value that is not empty. */
    static String firstOf(Node node, List<String> paths, Function<Node, String> value) {
        for (String path : paths) {
            String found = node.find(path).map(value).orElse("");
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }
}
