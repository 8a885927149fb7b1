package io.emcee.lab;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LabRequestTest {
    @Test
    void fiveToAMillionImagesCanBeAskedFor() {
        assertDoesNotThrow(() -> request(5));
        assertDoesNotThrow(() -> request(1_000_000));
        assertEquals(
                "A lab cannot have 4 images: ask for 5 to 1,000,000.",
                assertThrows(LabUnusable.class, () -> request(4)).getMessage());
        assertThrows(LabUnusable.class, () -> request(1_000_001));
    }

    @Test
    void aDiskWithTooLittleRoomIsRefusedBeforeAnythingIsMade() {
        assertDoesNotThrow(() -> Room.check(20_000, 300L << 20));
        assertEquals(
                "A lab of 1,000,000 images needs 3,565 MB of the disk, and 2,048 MB are free: "
                        + "free some or ask for fewer images.",
                assertThrows(LabUnusable.class, () -> Room.check(1_000_000, 2L << 30))
                        .getMessage());
    }

    private static LabRequest request(int images) {
        return new LabRequest(Path.of("lab"), OptionalInt.of(images), false);
    }
}
