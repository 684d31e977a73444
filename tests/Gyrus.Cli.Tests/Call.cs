namespace Gyrus.Cli.Tests;

/// <summary>One call of the command, in this process.</summary>
internal sealed record Call(int Code, string Output, string Error)
{
    public static async Task<Call> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await GyrusCommand.RunAsync(args, output, error);
        return new Call(code, output.ToString(), error.ToString());
    }

    /// <summary>Fails unless the call ended well.</summary>
    public void RequireDone() => Assert.True(Code == 0, Error);
}
