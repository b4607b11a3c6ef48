package dev.tgfetcher.redis;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.redisson.client.NettyHook;
import org.redisson.client.handler.CommandDecoder;

/**
 * Cuts off long elements in the replies of Redis, before they are collected in memory. A connection
 * has one cutter.
 *
 * <ol>
 *   <li>A line that begins with {@code $} and the length of an element is passed on with the length
 *       that is left. Any other line is passed on as it is.
 *   <li>Of the element itself, the rest is skipped as it arrives.
 * </ol>
 */
final class ReplyCutter extends ChannelInboundHandlerAdapter {
  private final int longest;
  private final StringBuilder line = new StringBuilder();
  private long unread;
  private long kept;

  ReplyCutter(int longest) {
    this.longest = longest;
  }

  /** Puts a cutter into each connection of a client. */
  static NettyHook hook(int longest) {
    return new NettyHook() {
      @Override
      public void afterBoostrapInitialization(Bootstrap bootstrap) {}

      @Override
      public void afterChannelInitialization(Channel channel) {
        String decoder = channel.pipeline().context(CommandDecoder.class).name();
        channel.pipeline().addBefore(decoder, "reply-cutter", new ReplyCutter(longest));
      }
    };
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    ByteBuf out = context.alloc().buffer(Math.min(in.readableBytes(), longest) + 32);
    try {
      while (in.isReadable()) {
        if (unread > 0) {
          passElement(in, out);
        } else {
          passLine(in, out);
        }
      }
    } finally {
      in.release();
    }
    context.fireChannelRead(out);
  }

  private void passElement(ByteBuf in, ByteBuf out) {
    int read = (int) Math.min(unread, in.readableBytes());
    int passed = (int) Math.min(kept, read);
    out.writeBytes(in, passed);
    in.skipBytes(read - passed);
    unread -= read;
    kept -= passed;
  }

  /** Reads one byte; a line is passed on at its end. */
  private void passLine(ByteBuf in, ByteBuf out) {
    char next = (char) (in.readByte() & 0xff);
    line.append(next);
    if (next == '\n') {
      out.writeCharSequence(endOfLine(line.toString()), StandardCharsets.ISO_8859_1);
      line.setLength(0);
    }
  }

  private String endOfLine(String whole) {
    if (whole.charAt(0) != '$' || whole.charAt(1) == '-') {
      return whole;
    }
    unread = Long.parseLong(whole.strip().substring(1));
    kept = Math.min(unread, longest);
    return "$" + kept + "\r\n";
  }
}
