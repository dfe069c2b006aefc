// One file, which the server embeds: no chunks, no names that change with the content.
export default {
  build: {
    outDir: "dist",
    emptyOutDir: true,
    lib: { entry: "src/desk.ts", formats: ["es"], fileName: () => "desk.js" },
    target: "es2022",
  },
};
