/** Says who may use the console: users and roles, logins, sessions, and forged requests. */
package dev.tgfetcher.cli.console.access;
