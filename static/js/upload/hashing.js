// A worker: the SHA-256 of one file, read bit by bit, so that the page stays quick and memory small.
import { sha256 } from "../../vendor/noble-hashes/sha2.js";

self.addEventListener("message", async ({ data: file }) => {
  try {
    const hash = sha256.create();
    const reader = file.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      hash.update(value);
    }
    self.postMessage({ sha256: [...hash.digest()].map((byte) => byte.toString(16).padStart(2, "0")).join("") });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
});
