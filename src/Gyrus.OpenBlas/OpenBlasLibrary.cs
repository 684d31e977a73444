using System.Runtime.InteropServices;
using static System.FormattableString;

namespace Gyrus.OpenBlas;

/// <summary>The Fortran entry points: by columns, every argument a pointer, the lengths of the letters at the end.</summary>
internal sealed unsafe class OpenBlasLibrary
{
    /// <summary>The names under which systems have it: Debian and its kin, Fedora and its kin, macOS, Windows.</summary>
    internal static readonly string[] FileNames =
    [
        "libopenblas.so.0",
        "libopenblas.so",
        "libopenblasp.so.0",
        "libopenblas.0.dylib",
        "libopenblas.dylib",
        "libopenblas.dll",
        "openblas.dll",
    ];

    /// <summary>DGEMM.</summary>
    public readonly delegate* unmanaged<
        byte*,
        byte*,
        int*,
        int*,
        int*,
        double*,
        double*,
        int*,
        double*,
        int*,
        double*,
        double*,
        int*,
        nint,
        nint,
        void> Dgemm;

    /// <summary>DSYRK.</summary>
    public readonly delegate* unmanaged<
        byte*,
        byte*,
        int*,
        int*,
        double*,
        double*,
        int*,
        double*,
        double*,
        int*,
        nint,
        nint,
        void> Dsyrk;

    /// <summary>DPOTRF.</summary>
    public readonly delegate* unmanaged<byte*, int*, double*, int*, int*, nint, void> Dpotrf;

    /// <summary>DPOTRI.</summary>
    public readonly delegate* unmanaged<byte*, int*, double*, int*, int*, nint, void> Dpotri;

    /// <summary>DSYEVD.</summary>
    public readonly delegate* unmanaged<
        byte*,
        byte*,
        int*,
        double*,
        int*,
        double*,
        double*,
        int*,
        int*,
        int*,
        int*,
        nint,
        nint,
        void> Dsyevd;

    private OpenBlasLibrary(nint handle, string name)
    {
        Name = name;
        Dgemm = (delegate* unmanaged<
            byte*,
            byte*,
            int*,
            int*,
            int*,
            double*,
            double*,
            int*,
            double*,
            int*,
            double*,
            double*,
            int*,
            nint,
            nint,
            void>)
            NativeLibrary.GetExport(handle, "dgemm_");
        Dsyrk = (delegate* unmanaged<
            byte*,
            byte*,
            int*,
            int*,
            double*,
            double*,
            int*,
            double*,
            double*,
            int*,
            nint,
            nint,
            void>)
            NativeLibrary.GetExport(handle, "dsyrk_");
        Dpotrf = (delegate* unmanaged<byte*, int*, double*, int*, int*, nint, void>)
            NativeLibrary.GetExport(handle, "dpotrf_");
        Dpotri = (delegate* unmanaged<byte*, int*, double*, int*, int*, nint, void>)
            NativeLibrary.GetExport(handle, "dpotri_");
        Dsyevd = (delegate* unmanaged<
            byte*,
            byte*,
            int*,
            double*,
            int*,
            double*,
            double*,
            int*,
            int*,
            int*,
            int*,
            nint,
            nint,
            void>)
            NativeLibrary.GetExport(handle, "dsyevd_");
    }

    /// <summary>For example <c>OpenBLAS 0.3.21 (SkylakeX)</c>: the kernels it chose for this processor.</summary>
    public string Name { get; }

    /// <summary>Opens the first library that the loader finds, and sets it to one thread.</summary>
    public static OpenBlasLibrary? TryOpen(out string reason) => TryOpen(FileNames, out reason);

    /// <inheritdoc cref="TryOpen(out string)"/>
    internal static OpenBlasLibrary? TryOpen(IReadOnlyList<string> fileNames, out string reason)
    {
        nint handle = 0;
        if (!fileNames.Any(name => NativeLibrary.TryLoad(name, out handle)))
        {
            reason = Invariant(
                $"OpenBLAS is not installed: the loader finds none of {string.Join(", ", fileNames)} (Debian: libopenblas0-pthread)."
            );
            return null;
        }

        try
        {
            string config = Text(handle, "openblas_get_config");
            if (config.Contains("USE64BITINT", StringComparison.Ordinal))
            {
                reason = Invariant($"{config} is not used: it takes integers of 64 bits.");
                return null;
            }

            string[] words = config.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string version = words.Length > 1 ? words[1] : "of unknown version";
            var library = new OpenBlasLibrary(
                handle,
                Invariant($"OpenBLAS {version} ({Text(handle, "openblas_get_corename")})")
            );
            ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(handle, "openblas_set_num_threads"))(1);
            reason = "";
            return library;
        }
        catch (EntryPointNotFoundException missing)
        {
            reason = Invariant($"The OpenBLAS found is not used: {missing.Message}");
            return null;
        }
    }

    private static string Text(nint handle, string function) =>
        Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)NativeLibrary.GetExport(handle, function))()) ?? "";
}
