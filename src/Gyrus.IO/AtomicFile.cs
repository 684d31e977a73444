namespace Gyrus.IO;

/// <summary>
/// A file that appears whole or not at all: it is written under another name in the same folder, flushed to the disk
/// and renamed by <see cref="Commit"/>. Disposed before that (an error, Ctrl-C), it leaves nothing behind.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _done;

    private AtomicFile(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(Path))
        {
            throw new IOException($"{path}: expected the name of a file to write, but this is a folder.");
        }

        string folder = System.IO.Path.GetDirectoryName(Path)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{path}: the folder {folder} does not exist.");
        }

        // The same folder, because a rename is atomic only within one file system; a dot, so that no glob takes it up.
        _temporary = System.IO.Path.Combine(
            folder,
            $".{System.IO.Path.GetFileName(Path)}.{System.IO.Path.GetRandomFileName()}.tmp"
        );
        _stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
    }

    /// <summary>Gets the full path the file will have.</summary>
    public string Path { get; }

    /// <summary>Gets where the bytes go until <see cref="Commit"/>.</summary>
    public Stream Stream => _stream;

    /// <summary>Starts a file. The folder must exist; a file of that name is replaced at the commit.</summary>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static AtomicFile Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new AtomicFile(path);
    }

    /// <summary>Writes a whole file in one go.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the bytes. If it throws, no file appears and an older one stays as it was.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using AtomicFile file = Create(path);
        write(file.Stream);
        file.Commit();
    }

    /// <summary>Writes a whole text file (UTF-8 without a byte order mark).</summary>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Flushes the bytes to the disk and gives the file its name.</summary>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporary, Path, overwrite: true);
        _done = true;
    }

    /// <summary>Removes the temporary file unless <see cref="Commit"/> has been called.</summary>
    public void Dispose()
    {
        if (_done)
        {
            return;
        }

        _done = true;
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // On a full disk closing fails too, because it writes what is left: but that is thrown away here anyway.
        }
        finally
        {
            File.Delete(_temporary);
        }
    }
}
