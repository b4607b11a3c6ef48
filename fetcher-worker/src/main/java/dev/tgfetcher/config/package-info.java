/**
 * The settings of the program: one mapping for each component, loaded and validated together. A
 * setting has the same name in {@code application.yaml}, {@code .env} and the environment. Imports
 * the rates of {@code limit}, the address of {@code redis} and the session names, to parse them.
 */
package dev.tgfetcher.config;
