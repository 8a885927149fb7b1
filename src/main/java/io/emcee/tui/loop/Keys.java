package io.emcee.tui.loop;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One name for each key, for tables of actions, help and tests: {@code j}, {@code G}, {@code space}, {@code enter},
 * {@code esc}, {@code up}, {@code pgdn}, {@code f5}, with {@code ctrl-}, {@code alt-} and {@code shift-} in that order.
 */
public final class Keys {
    private static final Map<KeyType, String> NAMES = new EnumMap<>(KeyType.class);
    private static final Map<String, KeyType> TYPES = new HashMap<>();

    static {
        NAMES.put(KeyType.Escape, "esc");
        NAMES.put(KeyType.ArrowUp, "up");
        NAMES.put(KeyType.ArrowDown, "down");
        NAMES.put(KeyType.ArrowLeft, "left");
        NAMES.put(KeyType.ArrowRight, "right");
        NAMES.put(KeyType.PageUp, "pgup");
        NAMES.put(KeyType.PageDown, "pgdn");
        NAMES.put(KeyType.ReverseTab, "shift-tab");
        for (KeyType type : KeyType.values()) {
            NAMES.putIfAbsent(type, type.name().toLowerCase(Locale.ROOT));
        }
        NAMES.forEach((type, name) -> TYPES.put(name, type));
    }

    private Keys() {}

    /** The name of a key, such as {@code ctrl-c}. */
    public static String name(KeyStroke key) {
        return (key.isCtrlDown() ? "ctrl-" : "")
                + (key.isAltDown() ? "alt-" : "")
                + (key.isShiftDown() && key.getKeyType() != KeyType.ReverseTab ? "shift-" : "")
                + bare(key);
    }

    private static String bare(KeyStroke key) {
        if (key.getKeyType() != KeyType.Character) {
            return NAMES.getOrDefault(key.getKeyType(), "unknown");
        }
        return key.getCharacter() == ' ' ? "space" : String.valueOf(key.getCharacter());
    }

    /**
     * The key of a name.
     *
     * @throws IllegalArgumentException if there is no such key
     */
    public static KeyStroke key(String name) {
        boolean control = name.startsWith("ctrl-");
        String rest = control ? name.substring(5) : name;
        boolean alt = rest.startsWith("alt-");
        rest = alt ? rest.substring(4) : rest;
        boolean shift = rest.startsWith("shift-") && !rest.equals("shift-tab");
        rest = shift ? rest.substring(6) : rest;
        if (rest.equals("space")) {
            return new KeyStroke(' ', control, alt, shift);
        }
        if (rest.length() == 1) {
            return new KeyStroke(rest.charAt(0), control, alt, shift);
        }
        KeyType type = TYPES.get(rest);
        if (type == null) {
            throw new IllegalArgumentException("there is no key \"" + name + "\"");
        }
        return new KeyStroke(type, control, alt, shift);
    }
}
