namespace Gyrus.Fuzz;

/// <summary>One kind of input, how to damage it, and the reader it goes to.</summary>
internal abstract class FuzzFormat
{
    /// <summary>What a format says of inputs whose memory is not bounded by a declared size (drawing pictures).</summary>
    protected const long Unbounded = long.MaxValue / 4;

    /// <summary>Gets the name, as <c>--format</c> takes it.</summary>
    public abstract string Name { get; }

    /// <summary>Gets its share of the inputs, relative to the others.</summary>
    public abstract int Weight { get; }

    /// <summary>Gets the bytes a call may allocate whatever the input is: fixed buffers, messages of errors.</summary>
    public virtual long Allowance => 64 * 1024;

    /// <summary>Makes an input: the same numbers give the same input.</summary>
    public abstract FuzzInput Make(Dice dice);

    /// <summary>
    /// Reads the input as users do, and checks what was read.
    /// </summary>
    /// <exception cref="BrokenPromiseException">What was read is not what the reader promises.</exception>
    public abstract void Read(FuzzInput input, string folder);

    /// <summary>
    /// The size the input declares, in bytes of the values in memory, as far as the file can hold them. A call may
    /// allocate twice that, and <see cref="Allowance"/>. Asked only when a call allocated more than the allowance.
    /// </summary>
    public abstract long DeclaredBytes(FuzzInput input, string folder);

    /// <summary>Whether the reader documents this exception.</summary>
    public virtual bool IsDocumented(Exception error) => error is InvalidDataException or IOException;
}

/// <summary>A reader gave something that it promises not to give.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
