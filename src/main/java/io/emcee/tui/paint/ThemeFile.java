package io.emcee.tui.paint;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code role.fg}, {@code role.bg} and {@code role.style} lines; remembers every line it could not read. */
final class ThemeFile {
    private static final Map<String, SGR> STYLES =
            Map.of("bold", SGR.BOLD, "underline", SGR.UNDERLINE, "reverse", SGR.REVERSE, "italic", SGR.ITALIC);

    private static final Map<String, Role> ROLES = new HashMap<>();

    static {
        for (Role role : Role.values()) {
            ROLES.put(role.key(), role);
        }
    }

    private final Map<Role, Look> looks = new EnumMap<>(Role.class);
    private final List<String> problems = new ArrayList<>();

    private record Look(Optional<Colour> foreground, Optional<Colour> background, Set<SGR> modifiers) {
        static final Look NONE = new Look(Optional.empty(), Optional.empty(), Set.of());
    }

    private ThemeFile() {}

    /** @throws ThemeException with every problem of the file, if there is any */
    static Theme read(String name, String text, ColourDepth depth) {
        ThemeFile file = new ThemeFile();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            file.line(i + 1, lines.get(i).strip());
        }
        if (!file.problems.isEmpty()) {
            throw new ThemeException("The theme \"" + name + "\" cannot be used: correct "
                    + (file.problems.size() == 1 ? "this line:\n  " : "these lines:\n  ")
                    + String.join("\n  ", file.problems));
        }
        return new Theme(name, depth, file.styles(depth));
    }

    private void line(int number, String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
            return;
        }
        int equals = line.indexOf('=');
        int dot = line.lastIndexOf('.', equals < 0 ? line.length() : equals);
        if (equals < 0 || dot < 0) {
            problems.add(
                    "line " + number + ": " + Text.visible(line) + " is not role.fg, role.bg or role.style = value");
            return;
        }
        Optional<Role> role = role(line.substring(0, dot).strip());
        if (role.isEmpty()) {
            problem(number, "there is no role", line.substring(0, dot).strip());
            return;
        }
        value(
                number,
                role.get(),
                line.substring(dot + 1, equals).strip(),
                line.substring(equals + 1).strip());
    }

    private void problem(int number, String what, String name) {
        problems.add("line " + number + ": " + what + " \"" + Text.visible(name) + "\"");
    }

    private static Optional<Role> role(String key) {
        return Optional.ofNullable(ROLES.get(key.toLowerCase(Locale.ROOT)));
    }

    private void value(int number, Role role, String part, String value) {
        Look look = looks.getOrDefault(role, Look.NONE);
        switch (part) {
            case "fg" -> looks.put(role, new Look(colour(number, value), look.background, look.modifiers));
            case "bg" -> looks.put(role, new Look(look.foreground, colour(number, value), look.modifiers));
            case "style" -> looks.put(role, new Look(look.foreground, look.background, modifiers(number, value)));
            default -> problem(number, "a role has fg, bg and style, not", part);
        }
    }

    private Optional<Colour> colour(int number, String value) {
        Optional<Colour> colour = Colour.parse(value);
        if (colour.isEmpty()) {
            problem(number, "a colour is #rrggbb, a name or #rrggbb and a name, not", value);
        }
        return colour;
    }

    private Set<SGR> modifiers(int number, String value) {
        Set<SGR> modifiers = EnumSet.noneOf(SGR.class);
        for (String word : value.split(",", -1)) {
            SGR modifier = STYLES.get(word.strip());
            if (modifier != null) {
                modifiers.add(modifier);
            } else if (!word.isBlank()) {
                problem(number, "a style is bold, underline, reverse or italic, not", word.strip());
            }
        }
        return modifiers;
    }

    private Map<Role, Style> styles(ColourDepth depth) {
        Map<Role, Style> styles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            Look look = look(role);
            TextColor foreground = look.foreground.map(c -> c.at(depth)).orElseGet(() -> text(depth));
            Optional<TextColor> background = look.background.map(c -> c.at(depth));
            if (role == Role.TEXT && background.isEmpty()) {
                background = Optional.of(TextColor.ANSI.DEFAULT);
            }
            styles.put(role, new Style(foreground, background, look.modifiers));
        }
        return styles;
    }

    /** The role's own look, else that of the nearest fallback but {@link Role#TEXT}, whose background is everyone's. */
    private Look look(Role role) {
        Look look = looks.get(role);
        if (look != null) {
            return look;
        }
        return role.fallback().filter(next -> next != Role.TEXT).map(this::look).orElse(Look.NONE);
    }

    private TextColor text(ColourDepth depth) {
        return looks.getOrDefault(Role.TEXT, Look.NONE)
                .foreground
                .map(c -> c.at(depth))
                .orElse(TextColor.ANSI.DEFAULT);
    }
}
