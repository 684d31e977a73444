using System.Collections.Concurrent;

namespace Gyrus.IO;

/// <summary>
/// Reads another stream on a thread of its own, a few blocks ahead, so that unpacking and computing overlap.
/// Errors of the inner stream come out of <see cref="Read(Span{byte})"/>, after the bytes that were good.
/// </summary>
internal sealed class ReadAheadStream : Stream
{
    private const int BlockBytes = 256 * 1024;
    private const int Blocks = 6;

    private readonly Stream _inner;
    private readonly BlockingCollection<Block> _full = new(Blocks);
    private readonly BlockingCollection<byte[]> _empty = new(Blocks);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Block _current;
    private int _at;
    private bool _ended;

    /// <summary>Starts reading. The inner stream is owned from now on.</summary>
    public ReadAheadStream(Stream inner)
    {
        _inner = inner;
        _thread = new Thread(ReadInner) { IsBackground = true, Name = "gyrus read-ahead" };
        for (int i = 0; i < Blocks; i++)
        {
            _empty.Add(new byte[BlockBytes]);
        }

        _thread.Start();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _current.Count && !NextBlock())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _current.Count - _at);
        _current.Bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            _thread.Join();
            _inner.Dispose();
            _full.Dispose();
            _empty.Dispose();
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NextBlock()
    {
        if (_current.Error is Exception error)
        {
            // The type that callers expect, with the original inside, which keeps the trace of its own thread.
            throw error is InvalidDataException
                ? new InvalidDataException(error.Message, error)
                : new IOException(error.Message, error);
        }

        if (_ended)
        {
            return false;
        }

        if (_current.Bytes is not null)
        {
            _empty.Add(_current.Bytes);
        }

        _current = _full.Take();
        _at = 0;
        _ended = _current.Count < BlockBytes;
        return _current.Count > 0 || NextBlock();
    }

    private void ReadInner()
    {
        try
        {
            bool more = true;
            while (more)
            {
                Block block = ReadBlock(_empty.Take(_stop.Token));
                _full.Add(block, _stop.Token);
                more = block.Count == BlockBytes;
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed before the end: nobody waits for more.
        }
    }

    /// <summary>One block; a short one is the last, because of the end or of an error.</summary>
    private Block ReadBlock(byte[] bytes)
    {
        int count = 0;
        try
        {
            int read;
            while (count < BlockBytes && (read = _inner.Read(bytes, count, BlockBytes - count)) > 0)
            {
                count += read;
            }

            return new Block(bytes, count, null);
        }
        catch (Exception error)
        {
            return new Block(bytes, count, error);
        }
    }

    private readonly record struct Block(byte[] Bytes, int Count, Exception? Error);
}
