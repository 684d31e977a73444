using System.IO.MemoryMappedFiles;

namespace Gyrus.Fuzz.Running;

/// <summary>
/// Which input each thread is at, in a file that outlives the process: a stack overflow or a call that never returns
/// leaves nothing else behind.
/// </summary>
internal sealed class WorkMap : IDisposable
{
    public const int MostThreads = 256;
    private const int EntryBytes = 16;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public WorkMap(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, MostThreads * EntryBytes);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Says that a thread begins an input. Numbers are kept from 1, so that 0 is no input.</summary>
    public void Begin(int thread, int format, long number)
    {
        _view.Write(thread * EntryBytes, (long)format);
        _view.Write((thread * EntryBytes) + 8, number + 1);
    }

    public void End(int thread) => _view.Write((thread * EntryBytes) + 8, 0L);

    /// <summary>What a thread is at; null for nothing.</summary>
    public (int Format, long Number)? this[int thread]
    {
        get
        {
            long number = _view.ReadInt64((thread * EntryBytes) + 8);
            return number == 0 ? null : ((int)_view.ReadInt64(thread * EntryBytes), number - 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
