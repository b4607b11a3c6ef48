package dev.tgfetcher.archive;

/** Asked at the last moment before a day's file is replaced: does the writer still own the day? */
@FunctionalInterface
public interface WritePermit {
  WritePermit ALWAYS = () -> true;

  boolean isHeld();
}
