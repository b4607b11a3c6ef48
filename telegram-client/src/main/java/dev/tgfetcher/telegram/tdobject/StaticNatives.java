package dev.tgfetcher.telegram.tdobject;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.telegram.tdjson.TdJson;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The native client as a class with static native methods, which TDLib's JNI library registers. The
 * methods are found by name, so this class compiles without the library.
 */
public final class StaticNatives implements NativeObjects {
  private static final int MOST_AT_ONCE = 100;

  private final Method create;
  private final Method send;
  private final Method receive;
  private final Method execute;
  private final Method setLog;
  private final int[] clientIds = new int[MOST_AT_ONCE];
  private final long[] requestIds = new long[MOST_AT_ONCE];
  private final Object[] objects;

  /**
   * Finds the methods.
   *
   * @param client has the static methods
   * @throws IllegalStateException naming a method that the class does not have
   */
  public StaticNatives(Class<?> client) {
    this.create = method(client, "createNativeClient", 0);
    this.send = method(client, "nativeClientSend", 3);
    this.receive = method(client, "nativeClientReceive", 4);
    this.execute = method(client, "nativeClientExecute", 1);
    this.setLog = method(client, "nativeClientSetLogMessageHandler", 2);
    Class<?> element = receive.getParameterTypes()[2].getComponentType();
    this.objects = (Object[]) Array.newInstance(element, MOST_AT_ONCE);
  }

  @Override
  public int create() {
    return (int) result(create);
  }

  @Override
  public void send(int clientId, long requestId, Object function) {
    Object unused = call(send, clientId, requestId, function);
  }

  @Override
  public List<ReceivedObject> receive(double timeoutSeconds) {
    int count = (int) result(receive, clientIds, requestIds, objects, timeoutSeconds);
    List<ReceivedObject> received = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      received.add(new ReceivedObject(clientIds[i], requestIds[i], objects[i]));
    }
    Arrays.fill(objects, null);
    return received;
  }

  @Override
  public Object execute(Object function) {
    return result(execute, function);
  }

  @Override
  public void logTo(int maxVerbosity, TdJson.LogSink sink) {
    Class<?> handler = setLog.getParameterTypes()[1];
    Object proxy =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) -> log(sink, method, self, arguments));
    Object unused = call(setLog, maxVerbosity, proxy);
  }

  private static @Nullable Object log(
      TdJson.LogSink sink, Method method, Object self, @Nullable Object @Nullable [] arguments) {
    if (arguments != null && arguments.length == 2) {
      sink.write((int) requireNonNull(arguments[0]), String.valueOf(arguments[1]));
      return null;
    }
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(self);
      case "equals" -> arguments != null && self == arguments[0];
      default -> "the log of TDLib";
    };
  }

  private static Object result(Method method, Object... arguments) {
    Object result = call(method, arguments);
    if (result == null) {
      throw new IllegalStateException(method.getName() + " returned nothing");
    }
    return result;
  }

  private static @Nullable Object call(Method method, Object... arguments) {
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(method.getName() + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Method method(Class<?> client, String name, int parameters) {
    for (Method each : client.getDeclaredMethods()) {
      if (each.getName().equals(name) && each.getParameterCount() == parameters) {
        each.setAccessible(true);
        return each;
      }
    }
    throw new IllegalStateException(client.getName() + " has no " + name);
  }
}
