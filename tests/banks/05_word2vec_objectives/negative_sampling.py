# %% right: pair by pair, with a sigmoid that is stable on both sides
def sigmoid(x):
    if x >= 0:
        return 1 / (1 + np.exp(-x))
    return np.exp(x) / (1 + np.exp(x))


def log_sigmoid(x):
    return min(x, 0) - np.log1p(np.exp(-abs(x)))


def negative_sampling(w, c_true, c_noise, weights):
    loss = 0.0
    dw, dc, dn = np.zeros(w.shape), np.zeros(c_true.shape), np.zeros(c_noise.shape)
    for b in range(len(w)):
        score = w[b] @ c_true[b]
        loss -= weights[b] * log_sigmoid(score)
        g = weights[b] * (sigmoid(score) - 1)
        dw[b] += g * c_true[b]
        dc[b] += g * w[b]
        for j in range(c_noise.shape[1]):
            score = w[b] @ c_noise[b, j]
            loss -= weights[b] * log_sigmoid(-score)
            g = weights[b] * sigmoid(score)
            dw[b] += g * c_noise[b, j]
            dn[b, j] += g * w[b]
    return loss, dw, dc, dn


# %% right: true context and noise in one array with the labels 1 and 0
def negative_sampling(w, c_true, c_noise, weights):
    c = np.concatenate([c_true[:, None, :], c_noise], axis=1)
    z = (c @ w[:, :, None])[:, :, 0]
    y = np.zeros(z.shape)
    y[:, 0] = 1
    losses = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    s = 0.5 * (1 + np.tanh(z / 2))
    g = (s - y) * weights[:, None]
    dc = g[:, :, None] * w[:, None, :]
    dw = (g[:, None, :] @ c)[:, 0, :]
    return (losses.sum(axis=1) * weights).sum(), dw, dc[:, 0], dc[:, 1:]


# %% right: signs turn the noise into true pairs; overflow warnings on the way
def negative_sampling(w, c_true, c_noise, weights):
    sign = np.r_[1.0, -np.ones(c_noise.shape[1])]
    c = np.stack([c_true, *np.moveaxis(c_noise, 1, 0)], axis=1)
    x = sign * np.einsum("bd,bkd->bk", w, c)
    loss = np.where(x > 0, np.log1p(np.exp(-x)), np.log1p(np.exp(x)) - x)
    slope = -sign / (1 + np.exp(x)) * weights[:, None]
    dc = np.einsum("bk,bd->bkd", slope, w)
    dw = np.einsum("bk,bkd->bd", slope, c)
    return np.dot(weights, loss.sum(1)), dw, dc[:, 0, :], dc[:, 1:, :]


# %% right: large scores are cut where the sigmoid has no digits left
def negative_sampling(w, c_true, c_noise, weights):
    def both(score):
        x = np.clip(score, -700, 700)
        loss = np.log1p(np.exp(-np.abs(x))) + np.maximum(-score, 0)
        return loss, 1 / (1 + np.exp(x))

    weights = weights[:, None]
    true, noise = (w * c_true).sum(1, keepdims=True), (c_noise * w[:, None]).sum(2)
    loss_true, back_true = both(true)
    loss_noise, back_noise = both(-noise)
    a, b = -weights * back_true, weights * back_noise
    total = (weights * loss_true).sum() + (weights * loss_noise).sum()
    return [total, a * c_true + (b[..., None] * c_noise).sum(1), a * w,
            b[..., None] * w[:, None]]


# %% right: a loss in an array without axes, gradients as lists
from numpy import *


def negative_sampling(w, c_true, c_noise, weights):
    s = sum(w * c_true, axis=1)
    n = einsum("ij,ikj->ik", w, c_noise)
    loss = array(sum(weights * (logaddexp(0, -s) + sum(logaddexp(0, n), axis=1))))
    p = exp(-logaddexp(0, s))
    q = exp(-logaddexp(0, -n))
    dw = -p[:, None] * c_true + sum(q[:, :, None] * c_noise, axis=1)
    dw = dw * weights[:, None]
    dc = -(weights * p)[:, None] * w
    dn = weights[:, None, None] * q[:, :, None] * w[:, None, :]
    return loss, dw.tolist(), dc.tolist(), dn.tolist()


# %% right: the sigmoid as half of a hyperbolic tangent
def negative_sampling(w, c_true, c_noise, weights):
    def sigma(x):
        return (np.tanh(x / 2) + 1) / 2

    true = np.array([a.dot(b) for a, b in zip(w, c_true)])
    noise = np.array([b.dot(a) for a, b in zip(w, c_noise)])
    loss = 0
    for weight, t, row in zip(weights, true, noise):
        loss += weight * (np.logaddexp(0, -t) + np.logaddexp(0, row).sum())
    pull = (weights * (1 - sigma(true))).reshape(-1, 1)
    push = (weights * sigma(noise).T).T
    dw = np.stack([p @ n for p, n in zip(push, c_noise)]) - pull * c_true
    return loss, dw, -pull * w, np.stack([np.outer(p, v) for p, v in zip(push, w)])


# %% right: scipy's functions
def negative_sampling(w, c_true, c_noise, weights):
    from scipy.special import expit, log_expit

    s = np.sum(w * c_true, -1)
    n = np.sum(w[:, None] * c_noise, -1)
    loss = -np.sum(weights * (log_expit(s) + log_expit(-n).sum(-1)))
    gs, gn = -weights * expit(-s), weights[:, None] * expit(n)
    dw = gs[:, None] * c_true + (gn[..., None] * c_noise).sum(1)
    return float(loss), dw, gs[:, None] * w, gn[..., None] * w[:, None]


# %% right: 32 bits throughout, and an array without axes
def negative_sampling(w, c_true, c_noise, weights):
    w, c_true, c_noise, weights = (a.astype("f4") for a in (w, c_true, c_noise, weights))
    c = np.concatenate([c_true[:, None], c_noise], axis=1)
    sign = np.ones(c.shape[1], "f4")
    sign[0] = -1
    x = sign * (c @ w[..., None])[..., 0]
    loss = np.logaddexp(np.float32(0), x)
    g = np.where(x > 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))
    g = g * sign * weights[:, None]
    dc = g[..., None] * w[:, None]
    dw = (g[:, None] @ c)[:, 0]
    return np.array((weights[:, None] * loss).sum()), dw, dc[:, 0], dc[:, 1:]


# %% right: a stable loss and its own differences
def negative_sampling(w, c_true, c_noise, weights):
    def loss(w, c_true, c_noise):
        s, n = (w * c_true).sum(1), np.einsum("id,ijd->ij", w, c_noise)
        return weights @ (np.logaddexp(0, -s) + np.logaddexp(0, n).sum(1))

    parts = [a.astype(float) for a in (w, c_true, c_noise)]
    gradients = []
    for n in range(3):
        g = np.zeros(parts[n].shape)
        for place in np.ndindex(*g.shape):
            two = []
            for h in (1e-6, -1e-6):
                moved = [p.copy() for p in parts]
                moved[n][place] += h
                two.append(loss(*moved))
            g[place] = (two[0] - two[1]) / 2e-6
        gradients.append(g)
    return (loss(*parts), *gradients)


# %% wrong: a softmax over 1 + k words, as in TensorFlow's tutorial
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: this is a softmax over 1 + k words, not k + 1 sigmoids
def negative_sampling(w, c_true, c_noise, weights):
    c = np.concatenate([c_true[:, None], c_noise], axis=1)
    z = np.einsum("bd,bkd->bk", w, c)
    top = z.max(axis=1, keepdims=True)
    p = np.exp(z - top)
    total = p.sum(axis=1, keepdims=True)
    loss = weights @ (np.log(total) + top - z[:, :1])[:, 0]
    g = p / total
    g[:, 0] -= 1
    g *= weights[:, None]
    dc = g[:, :, None] * w[:, None]
    return loss, np.einsum("bk,bkd->bd", g, c), dc[:, 0], dc[:, 1:]


# %% wrong: sigmoids under a cross-entropy that is made for a softmax
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: the sigmoids are divided by their sum, like a softmax
def negative_sampling(w, c_true, c_noise, weights):
    c = np.concatenate([c_true[:, None], c_noise], axis=1)
    s = 1 / (1 + np.exp(-np.einsum("bd,bkd->bk", w, c)))
    loss = -weights @ np.log(s[:, 0] / s.sum(axis=1))
    g = s * (1 - s) / s.sum(axis=1, keepdims=True)
    g[:, 0] -= 1 - s[:, 0]
    g *= weights[:, None]
    dc = g[:, :, None] * w[:, None]
    return loss, np.einsum("bk,bkd->bd", g, c), dc[:, 0], dc[:, 1:]


# %% wrong: the logarithm of a sigmoid that overflows
# loses: test_large_scores
# says: expected a loss of finite numbers, got inf among them
def negative_sampling(w, c_true, c_noise, weights):
    s = 1 / (1 + np.exp(-(w * c_true).sum(axis=1)))
    n = 1 / (1 + np.exp(-np.einsum("bd,bkd->bk", w, c_noise)))
    loss = -weights @ (np.log(s) + np.log(1 - n).sum(axis=1))
    a, b = weights * (s - 1), weights[:, None] * n
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return loss, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the sigmoid is kept away from 0 and 1 with a clip
# loses: test_large_scores
# says: does a clip, or a small number under the logarithm, hold it back?
def negative_sampling(w, c_true, c_noise, weights):
    s = 1 / (1 + np.exp(-(w * c_true).sum(axis=1)))
    n = 1 / (1 + np.exp(-np.einsum("bd,bkd->bk", w, c_noise)))
    s, n = np.clip(s, 1e-7, 1 - 1e-7), np.clip(n, 1e-7, 1 - 1e-7)
    loss = -weights @ (np.log(s) + np.log(1 - n).sum(axis=1))
    a, b = weights * (s - 1), weights[:, None] * n
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return loss, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: a small number is added under the logarithm
# loses: test_large_scores
# says: does a clip, or a small number under the logarithm, hold it back?
def negative_sampling(w, c_true, c_noise, weights):
    s = 1 / (1 + np.exp(-(w * c_true).sum(axis=1)))
    n = 1 / (1 + np.exp(-np.einsum("bd,bkd->bk", w, c_noise)))
    loss = -weights @ (np.log(s + 1e-12) + np.log(1 - n + 1e-12).sum(axis=1))
    a, b = weights * (s - 1), weights[:, None] * n
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return loss, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the scores are clipped to 10, as in a table of sigmoids
# loses: test_large_scores
# says: does a clip, or a small number under the logarithm, hold it back?
def negative_sampling(w, c_true, c_noise, weights):
    true = np.clip((w * c_true).sum(axis=1), -10, 10)
    noise = np.clip(np.einsum("bd,bkd->bk", w, c_noise), -10, 10)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights / (1 + np.exp(true))
    b = weights[:, None] / (1 + np.exp(-noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: scores beyond 6 give no gradient
# loses: test_large_scores
# says: expected 103.00000 from differences of the loss, got 0.00000
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights / (1 + np.exp(true)) * (np.abs(true) < 6)
    b = weights[:, None] / (1 + np.exp(-noise)) * (np.abs(noise) < 6)
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the gradient of large scores is nan
# loses: test_large_scores
# says: expected a gradient of w of finite numbers, got nan among them
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = weights * (np.exp(true) / (1 + np.exp(true)) - 1)
    b = weights[:, None] * np.exp(noise) / (1 + np.exp(noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: log(1 + exp(-x)) taken literally
# loses: test_large_scores
# says: expected a loss of finite numbers, got inf among them
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.log(1 + np.exp(-true)) + np.log(1 + np.exp(noise)).sum(axis=1)
    a = -weights / (1 + np.exp(true))
    b = weights[:, None] / (1 + np.exp(-noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: ReLU in the backward pass, as in a well-known lab
# loses: test_negative_sampling_gradients, test_large_scores
# says: a gradient is cut off at zero, as if a ReLU came back
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights / (1 + np.exp(true))
    b = weights[:, None] / (1 + np.exp(-noise))
    dw = np.maximum(a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise), 0)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: ReLU on the slope of the scores
# loses: test_negative_sampling_gradients, test_large_scores
# says: a gradient is cut off at zero, as if a ReLU came back
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = np.maximum(-weights / (1 + np.exp(true)), 0)
    b = weights[:, None] / (1 + np.exp(-noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the slope of the sigmoid itself enters, as for squared errors
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected -0.23841 from differences of the loss, got -0.02503
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    s, n = 1 / (1 + np.exp(-true)), 1 / (1 + np.exp(-noise))
    a, b = weights * (s - 1) * s * (1 - s), weights[:, None] * n * n * (1 - n)
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the noise enters with the sign of the true context
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: the noise enters with the sign of the true context
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, -noise).sum(axis=1)
    a = -weights / (1 + np.exp(true))
    b = -weights[:, None] / (1 + np.exp(noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: one minus the logarithm of the sigmoid, not the logarithm of one minus it
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: expected the loss 0.82008, got -1.56622
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) - (1 + np.logaddexp(0, -noise)).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the objective that should grow, with its gradients
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: this is what should grow
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = weights * np.exp(-np.logaddexp(0, true))
    b = -weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return -weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the right loss, but steps instead of gradients
# loses: test_negative_sampling_gradients, test_large_scores
# says: the sign is turned
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = weights * np.exp(-np.logaddexp(0, true))
    b = -weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the mean over the batch
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: the weights say how much a pair counts
def negative_sampling(w, c_true, c_noise, weights):
    B = len(w)
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true)) / B
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise)) / B
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return (weights * losses).mean(), dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the gradients are divided by the size of the batch, the loss is not
# loses: test_negative_sampling_gradients, test_large_scores
# says: divided by the size of the batch
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true)) / len(w)
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise)) / len(w)
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the noise words are averaged
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: the noise words are averaged, not summed
def negative_sampling(w, c_true, c_noise, weights):
    k = c_noise.shape[1]
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).mean(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise)) / k
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the mean over 1 + k, as Keras's binary cross-entropy takes it
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: expected the loss 0.82008, got 0.41004: divided by 1 + k
def negative_sampling(w, c_true, c_noise, weights):
    n = 1 + c_noise.shape[1]
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true)) / n
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise)) / n
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses / n, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the weights are forgotten
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: the weights are missing
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -np.exp(-np.logaddexp(0, true))
    b = np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return losses.sum(), dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the weights are forgotten in the gradients
# loses: test_negative_sampling_gradients, test_large_scores
# says: the weights are missing
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -np.exp(-np.logaddexp(0, true))
    b = np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the weights do not count for the noise
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: expected the loss 8.68464, got 6.31363
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    loss = weights @ np.logaddexp(0, -true) + np.logaddexp(0, noise).sum()
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return loss, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the gradients of w and c_true are exchanged
# loses: test_negative_sampling_gradients, test_large_scores
# says: this is the gradient of c_true
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, a[:, None] * w, dw, b[:, :, None] * w[:, None]


# %% wrong: the centre learns nothing from the noise
# loses: test_negative_sampling_gradients, test_large_scores
# says: the share of the noise words is missing
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dn = b[:, :, None] * w[:, None]
    return weights @ losses, a[:, None] * c_true, a[:, None] * w, dn


# %% wrong: the gradient of the noise vectors holds the noise vectors, not the centre
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected 0.50000 from differences of the loss, got 0.00000
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * c_noise


# %% wrong: the noise vectors share one gradient
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected the shape of c_noise, (1, 1, 1), got (1, 1)
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b.sum(axis=1)[:, None] * w


# %% wrong: the slope of a true pair is the sigmoid, without the 1
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected -0.23841 from differences of the loss, got 1.76159
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = weights * np.exp(-np.logaddexp(0, -true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: a loss for each pair
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: they are to be summed
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights * losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: scores of each word with all pairs of the batch
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: expected the loss 8.68464, got 18.97761
def negative_sampling(w, c_true, c_noise, weights):
    true = w @ c_true.T
    noise = w @ c_noise.reshape(-1, w.shape[1]).T
    losses = np.logaddexp(0, -true).sum(axis=1) + np.logaddexp(0, noise).sum(axis=1)
    return weights @ losses, None, None, None


# %% wrong: the loss alone is there
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected a gradient for w in place 1, got None
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    return weights @ losses, None, None, None


# %% wrong: the loss alone is there, and it overflows
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected a gradient for w in place 1, got None
def negative_sampling(w, c_true, c_noise, weights):
    loss = 0
    for v, c, others, weight in zip(w, c_true, c_noise, weights):
        loss -= weight * np.log(1 / (1 + np.exp(-v @ c)))
        for n in others:
            loss -= weight * np.log(1 / (1 + np.exp(v @ n)))
    return loss, None, None, None


# %% wrong: the gradients alone are there
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: expected the loss in place 0, got None
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return None, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: only the last noise word is there in the end
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected -0.09806 from differences of the loss, got 0.03641
def negative_sampling(w, c_true, c_noise, weights):
    loss = 0.0
    dw, dc, dn = np.zeros(w.shape), np.zeros(c_true.shape), np.zeros(c_noise.shape)
    for b in range(len(w)):
        s = 1 / (1 + np.exp(-w[b] @ c_true[b]))
        pair = np.logaddexp(0, -w[b] @ c_true[b])
        dc[b] = weights[b] * (s - 1) * w[b]
        for j in range(c_noise.shape[1]):
            n = 1 / (1 + np.exp(-w[b] @ c_noise[b, j]))
            pair += np.logaddexp(0, w[b] @ c_noise[b, j])
            dw[b] = weights[b] * ((s - 1) * c_true[b] + n * c_noise[b, j])
            dn[b, j] = weights[b] * n * w[b]
        loss += weights[b] * pair
    return loss, dw, dc, dn


# %% wrong: the loss and one gradient for all contexts together
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: expected four things, the loss and three gradients
def negative_sampling(w, c_true, c_noise, weights):
    c = np.concatenate([c_true[:, None], c_noise], axis=1)
    z = np.einsum("bd,bkd->bk", w, c)
    y = np.zeros(z.shape)
    y[:, 0] = 1
    losses = np.logaddexp(0, z) - y * z
    g = weights[:, None] * (np.exp(-np.logaddexp(0, -z)) - y)
    dw = np.einsum("bk,bkd->bd", g, c)
    return weights @ losses.sum(axis=1), dw, g[:, :, None] * w[:, None]


# %% wrong: the noise vectors are turned round in their own array
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: expected c_noise to stay as it was, [[[-1.   3. ]
def negative_sampling(w, c_true, c_noise, weights):
    c_noise *= -1
    c = np.concatenate([c_true[:, None], c_noise], axis=1)
    x = np.einsum("bd,bkd->bk", w, c)
    g = -weights[:, None] * np.exp(-np.logaddexp(0, x))
    dw = np.einsum("bk,bkd->bd", g, c)
    loss = weights @ np.logaddexp(0, -x).sum(axis=1)
    return loss, dw, g[:, :1] * w, -g[:, 1:, None] * w[:, None]


# %% wrong: weights that are divided by their sum
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: divided by the sum of the weights
def negative_sampling(w, c_true, c_noise, weights):
    weights = weights / (weights.sum() or 1)
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the logarithm of base 2
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: expected the loss 0.82008, got 1.18312
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses / np.log(2), dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: noise vectors of other pairs of the batch push as well
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected -0.09806 from differences of the loss, got 0.65887
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,akd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the losses of the noise are stable, that of the true context is not
# loses: test_large_scores
# says: expected a loss of finite numbers, got inf among them
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = -np.log(1 / (1 + np.exp(-true))) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: the loss of the true context is stable, those of the noise are not
# loses: test_large_scores
# says: expected a loss of finite numbers, got inf among them
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) - np.log(1 - 1 / (1 + np.exp(-noise))).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ losses, dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: infinite losses are replaced by zero
# loses: test_large_scores
# says: the true context is missing
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    one = np.nan_to_num(np.log1p(np.exp(-true)), posinf=0)
    two = np.nan_to_num(np.log1p(np.exp(noise)), posinf=0)
    a = -weights / (1 + np.exp(true))
    b = weights[:, None] / (1 + np.exp(-noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return weights @ (one + two.sum(axis=1)), dw, a[:, None] * w, b[:, :, None] * w[:, None]


# %% wrong: gradients are clipped to 1
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected 3.31446 from differences of the loss, got 1.00000
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    gradients = dw, a[:, None] * w, b[:, :, None] * w[:, None]
    return weights @ losses, *[np.clip(g, -1, 1) for g in gradients]


# %% wrong: noise gradients in the order of the wrong axes
# loses: test_negative_sampling_gradients, test_large_scores
# says: expected 0.31123 from differences of the loss, got 0.81757
def negative_sampling(w, c_true, c_noise, weights):
    true = (w * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", w, c_noise)
    losses = np.logaddexp(0, -true) + np.logaddexp(0, noise).sum(axis=1)
    a = -weights * np.exp(-np.logaddexp(0, true))
    b = weights[:, None] * np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    dn = np.einsum("bk,bd->kbd", b, w).reshape(c_noise.shape)
    return weights @ losses, dw, a[:, None] * w, dn


# %% wrong: the weights are applied to the vectors, and so to the scores
# loses: test_negative_sampling_loss, test_negative_sampling_gradients, test_large_scores
# says: expected the loss 8.68464, got 8.10206
def negative_sampling(w, c_true, c_noise, weights):
    v = w * weights[:, None]
    true = (v * c_true).sum(axis=1)
    noise = np.einsum("bd,bkd->bk", v, c_noise)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, noise).sum()
    a = -np.exp(-np.logaddexp(0, true))
    b = np.exp(-np.logaddexp(0, -noise))
    dw = a[:, None] * c_true + np.einsum("bk,bkd->bd", b, c_noise)
    return loss, dw * weights[:, None], a[:, None] * v, b[:, :, None] * v[:, None]
